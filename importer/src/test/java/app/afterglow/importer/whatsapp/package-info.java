/** WhatsApp chats, read by a checker of its own. */
@NullMarked
package app.afterglow.importer.whatsapp;

import org.jspecify.annotations.NullMarked;
