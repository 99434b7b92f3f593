@NullMarked
package app.afterglow.exporter.sqlcipher.salvage;

import org.jspecify.annotations.NullMarked;
