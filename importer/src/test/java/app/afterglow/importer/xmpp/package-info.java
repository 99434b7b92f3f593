@NullMarked
package app.afterglow.importer.xmpp;

import org.jspecify.annotations.NullMarked;
