/**
 * What the data-retention bot of Wickr Enterprise and AWS Wickr leaves: files of JSON, an object a
 * message, with the decrypted attachments beside them.
 */
@NullMarked
package app.afterglow.exporter.retention;

import org.jspecify.annotations.NullMarked;
