package app.afterglow.importer.xmpp;

import app.afterglow.importer.TargetWords;
import app.afterglow.importer.plain.FileSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What helps the administrator: a text, and the settings of Prosody's migrator. */
final class Guide {

  private Guide() {}

  static void write(FileSet files, Settings settings, TargetWords words) throws IOException {
    file(files, "README.txt", words.of("readme", settings.host(), settings.rooms()) + "\n");
    file(files, "migrator.cfg.lua", migrator(settings));
  }

  private static void file(FileSet files, String path, String text) throws IOException {
    try (OutputStream out = files.file(path, null, null)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Hosts are of letters, digits, dots and hyphens. */
  private static String migrator(Settings settings) {
    return """
        -- prosody-migrator --config migrator.cfg.lua users output
        -- prosody-migrator --config migrator.cfg.lua rooms output

        users {
          type = "xep0227"; -- USER@HOST.xml in Prosody's own data folder
          hosts = {
            ["HOST"] = { "roster", "private", "vcard", "archive-archive" };
          };
        }

        rooms {
          type = "internal";
          path = "/srv/afterglow/prosody"; -- where the folder "prosody" of this import lies
          hosts = {
            ["ROOMS"] = { "config", "muc_log-archive" };
          };
        }

        output {
          type = "sql"; -- what prosody.cfg.lua says under "storage" and "sql"
          driver = "SQLite3";
          database = "/var/lib/prosody/prosody.sqlite";
        }
        """
        .replace("HOST\"", settings.host() + "\"")
        .replace("ROOMS\"", settings.rooms() + "\"");
  }
}
