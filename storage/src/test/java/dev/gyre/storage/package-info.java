/** Tests of the store: the contract of the port, the crash matrix, and each way to fail. */
@NullMarked
package dev.gyre.storage;

import org.jspecify.annotations.NullMarked;
