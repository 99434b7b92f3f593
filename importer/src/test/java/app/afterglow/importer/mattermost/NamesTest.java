package app.afterglow.importer.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void writesEveryScriptInLatinLetters() {
    assertThat(Names.user("bob.smith_1")).isEqualTo("bob.smith_1");
    assertThat(Names.user("Chloé Müller")).isEqualTo("chloe-muller");
    assertThat(Names.user("小明")).isEqualTo("xiaoming");
    assertThat(Names.user("Дмитрий")).isEqualTo("dmitriy");
    assertThat(Names.user("...")).isEqualTo("...");
    assertThat(Names.user("")).isEqualTo("user");
    assertThat(Names.channel("Projet Été!", "S1")).startsWith("projet-ete-");
  }

  @Test
  void knowsWhatIsReserved() {
    assertThat(Names.isUserName("here")).isFalse();
    assertThat(Names.isUserName("heres")).isTrue();
    assertThat(Names.isTeamName("postal")).isFalse();
    assertThat(Names.isTeamName("a")).isFalse();
    assertThat(Names.isTeamName("old-team")).isTrue();
    assertThat(Names.isTeamName("-x")).isFalse();
  }

  @Test
  void givesFilesNamesThatAreNoPaths() {
    assertThat(AttachmentFiles.fileName("../../.ssh/id")).isEqualTo("_._.ssh_id");
    assertThat(AttachmentFiles.fileName("C:\\x\\y.TXT")).isEqualTo("C__x_y.TXT");
    assertThat(AttachmentFiles.fileName("import.JSONL")).isEqualTo("import.JSONL.txt");
    assertThat(AttachmentFiles.fileName(null)).isEqualTo("file");
    assertThat(AttachmentFiles.fileName("..")).isEqualTo("file");
    assertThat(AttachmentFiles.fileName("é".repeat(300) + ".pdf")).hasSize(84).endsWith(".pdf");
  }

  @Property
  void everyNameIsValid(@ForAll String name, @ForAll String id) {
    assertThat(Names.user(name)).matches("[a-z0-9._-]{1,64}");
    assertThat(Names.withSuffix(Names.user(name), id)).matches("[a-z0-9._-]{1,64}");
    assertThat(Names.channel(name, id)).matches("[a-z0-9][a-z0-9-]{0,62}[a-z0-9]");
    assertThat(AttachmentFiles.fileName(name))
        .doesNotContain("..", "/", "\\")
        .doesNotEndWith(".jsonl")
        .isNotBlank();
  }
}
