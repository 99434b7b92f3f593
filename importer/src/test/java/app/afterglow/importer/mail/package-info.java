/** Mails, read by a checker of its own. */
@NullMarked
package app.afterglow.importer.mail;

import org.jspecify.annotations.NullMarked;
