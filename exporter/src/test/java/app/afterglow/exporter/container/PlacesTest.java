package app.afterglow.exporter.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private final Path folder = Path.of("private");
  private final Places places = new Places(folder);

  @Test
  void keepsNamesThatEverySystemTakes() {
    assertThat(places.of("apps/com.mywickr.wickr2/databases/wickr_db"))
        .isEqualTo(folder.resolve("apps/com.mywickr.wickr2/databases/wickr_db"));
    assertThat(places.of("x/wickrLocal.sqlite")).isEqualTo(folder.resolve("x/wickrLocal.sqlite"));
  }

  @Test
  void oneFileTwiceHasOnePlace() {
    assertThat(places.of("a/B")).isEqualTo(places.of("a/B"));
  }

  @Test
  void filesThatDifferInCaseOnlyHaveTwo() {
    Path first = places.of("a/wickr_db.sqlite");
    Path second = places.of("A/WICKR_DB.SQLITE");

    assertThat(first).isEqualTo(folder.resolve("a/wickr_db.sqlite"));
    assertThat(second.toString().toLowerCase(Locale.ROOT))
        .isNotEqualTo(first.toString().toLowerCase(Locale.ROOT));
  }

  @Test
  void namesThatWindowsTakesForSomethingElseAreEncoded() {
    assertThat(places.of("x/aux")).isEqualTo(folder.resolve("x/%61ux"));
    assertThat(places.of("x/Con.txt")).isEqualTo(folder.resolve("x/%43on.txt"));
    assertThat(places.of("x/end.")).isEqualTo(folder.resolve("x/end%2E"));
    assertThat(places.of("x/end ")).isEqualTo(folder.resolve("x/end%20"));
    assertThat(places.of("x/console")).isEqualTo(folder.resolve("x/console"));
  }

  @Test
  void tellsManyFilesApart() {
    Set<Path> all = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      all.add(places.of("files/enc/guid-" + i));
    }

    assertThat(all).hasSize(20_000);
    assertThat(places.of("files/enc/guid-77")).isEqualTo(folder.resolve("files/enc/guid-77"));
  }

  @Test
  void phonesApplicationIsAsLargeAsItsContainer() {
    assertThat(AppContainer.around("AppDomainGroup-group.com.mywickr.wickr/Documents/"))
        .isEqualTo("AppDomainGroup-group.com.mywickr.wickr/");
    assertThat(AppContainer.around("x/8A6E4C0D-1B2C-4D3E-8F90-A1B2C3D4E5F6/Library/Caches/"))
        .isEqualTo("x/8A6E4C0D-1B2C-4D3E-8F90-A1B2C3D4E5F6/");
    assertThat(AppContainer.around("home/me/Documents/")).isEqualTo("home/me/Documents/");
    assertThat(AppContainer.around("")).isEmpty();
    assertThat(AppContainer.around(Path.of("/b/com.mywickr.wickr/Documents")))
        .isEqualTo(Path.of("/b/com.mywickr.wickr"));
    assertThat(AppContainer.around(Path.of("/home/me/Documents")))
        .isEqualTo(Path.of("/home/me/Documents"));
  }
}
