package app.afterglow.importer;

import org.jspecify.annotations.Nullable;

/**
 * An option of one target, {@code --NAME VALUE} on the command line. Its description stands in the
 * target's own bundle {@code app.afterglow.importer.TARGET.words} under {@code option.NAME}.
 *
 * @param name lower case and hyphens, such as {@code team}
 * @param defaultValue what holds where it isn't given, null where nothing does
 */
public record TargetOption(String name, @Nullable String defaultValue) {}
