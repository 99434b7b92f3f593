/** Wickr's message payloads: protobuf without a schema, and JSON. */
@NullMarked
package app.afterglow.exporter.wickr.payload;

import org.jspecify.annotations.NullMarked;
