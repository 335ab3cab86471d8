/**
 * Whose directory this is, and which life of the node runs on it: {@link
 * dev.gyre.storage.life.IdentityFile}, then {@link dev.gyre.storage.life.LifeFile}; {@link
 * dev.gyre.storage.life.PeersFile} remembers the same of others.
 *
 * <p>Must not know: the log, the tree, cells.
 */
@NullMarked
package dev.gyre.storage.life;

import org.jspecify.annotations.NullMarked;
