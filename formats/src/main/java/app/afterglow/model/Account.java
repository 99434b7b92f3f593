package app.afterglow.model;

import org.jspecify.annotations.Nullable;

/**
 * Whose history it is, and where it was found.
 *
 * @param id the account's id in the source (the owner's {@link Person#id()} where that is known)
 * @param name the account's user name, null where the store doesn't say it
 * @param application the application's name, such as {@code Wickr Me}
 * @param applicationVersion its version, null where the store doesn't say it
 * @param platform the system the store comes from: {@code windows}, {@code android}, {@code ios}
 *     ...
 */
public record Account(
    String id,
    @Nullable String name,
    String application,
    @Nullable String applicationVersion,
    String platform) {}
