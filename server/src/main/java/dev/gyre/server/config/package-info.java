/**
 * What an operator can set, where each value came from, and the checked settings of a node.
 *
 * <p>Reading order: {@link dev.gyre.server.config.Setting}, {@link
 * dev.gyre.server.config.Catalogue} (the whole list, from which flags, environment names, the file
 * format and the documentation follow), {@link dev.gyre.server.config.Configuration} (flag over
 * environment over file over default), {@link dev.gyre.server.config.ServerSettings} (typed and
 * validated).
 *
 * <p>Must not know: sockets, HTTP, storage, the command line's library.
 */
@NullMarked
package dev.gyre.server.config;

import org.jspecify.annotations.NullMarked;
