package app.afterglow.launcher.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may look at whom, as the design lays the modules out. */
@AnalyzeClasses(packages = "app.afterglow", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleLayoutTest {

  private static final String[] FORMATS = {
    "app.afterglow.model..",
    "app.afterglow.age..",
    "app.afterglow.archive..",
    "app.afterglow.files..",
    "app.afterglow.problem..",
    "app.afterglow.progress..",
    "app.afterglow.search..",
    "app.afterglow.secret.."
  };

  @ArchTest
  static final ArchRule FORMATS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(FORMATS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "app.afterglow.exporter..", "app.afterglow.importer..", "app.afterglow.launcher..");

  @ArchTest
  static final ArchRule EXPORTER_KNOWS_NO_IMPORTER =
      noClasses()
          .that()
          .resideInAPackage("app.afterglow.exporter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("app.afterglow.importer..", "app.afterglow.launcher..");

  @ArchTest
  static final ArchRule IMPORTER_KNOWS_NO_EXPORTER =
      noClasses()
          .that()
          .resideInAPackage("app.afterglow.importer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("app.afterglow.exporter..", "app.afterglow.launcher..");

  @ArchTest
  static final ArchRule EXPORTER_HAS_NO_CYCLES =
      slices().matching("app.afterglow.exporter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule IMPORTER_HAS_NO_CYCLES =
      slices().matching("app.afterglow.importer.(*)..").should().beFreeOfCycles();
}
