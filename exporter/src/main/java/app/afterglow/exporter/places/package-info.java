/** Where on a machine, and on the disks it has mounted, stores and backups are looked for. */
@NullMarked
package app.afterglow.exporter.places;

import org.jspecify.annotations.NullMarked;
