/**
 * XMPP servers: XEP-0227 files for accounts with their archives, and rooms as Prosody stores them:
 * {@code docs/targets/xmpp.md}.
 */
@NullMarked
package app.afterglow.importer.xmpp;

import org.jspecify.annotations.NullMarked;
