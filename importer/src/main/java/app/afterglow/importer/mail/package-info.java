/** One mail a message, as mbox or EML: {@code docs/targets/mail.md}. */
@NullMarked
package app.afterglow.importer.mail;

import org.jspecify.annotations.NullMarked;
