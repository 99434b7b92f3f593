/**
 * Matrix as a target, through an application service of the homeserver: each author of the archive
 * becomes a user of the service's own (a ghost), and messages keep their author and their time.
 *
 * <p>The homeserver recognises a repeated request by its transaction id, but forgets these ids
 * after half an hour and when it is restarted. So each event also carries {@code app.afterglow.id},
 * and before something is sent whose earlier sending is in doubt, the room is read for it.
 */
@NullMarked
package app.afterglow.importer.matrix;

import org.jspecify.annotations.NullMarked;
