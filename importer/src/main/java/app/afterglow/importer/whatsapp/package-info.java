/**
 * The form of a chat that WhatsApp exports, which Telegram and others import: {@code
 * docs/targets/whatsapp.md}.
 */
@NullMarked
package app.afterglow.importer.whatsapp;

import org.jspecify.annotations.NullMarked;
