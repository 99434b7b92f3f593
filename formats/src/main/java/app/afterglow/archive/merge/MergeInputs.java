package app.afterglow.archive.merge;

import app.afterglow.age.Identity;
import app.afterglow.archive.ArchiveReader;
import app.afterglow.model.Account;
import app.afterglow.problem.WrongKeyException;
import app.afterglow.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The archives of a merge, opened and hashed: the newest first, whatever order they were named in.
 */
final class MergeInputs implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int SHORT_HASH = 8;

  /** An archive and its reader. */
  record Opened(MergeReport.Input input, ArchiveReader reader) {

    Origin origin() {
      String hash = input.sha256().substring(0, SHORT_HASH);
      return new Origin("%s %s".formatted(input.file().getFileName(), hash), input.sha256());
    }

    Opened hashed(Progress progress) throws IOException {
      String sha256 = sha256(input.file(), progress);
      return new Opened(
          new MergeReport.Input(input.file(), sha256, input.size(), input.info()), reader);
    }
  }

  private static final Comparator<Opened> NEWEST_FIRST =
      Comparator.comparing((Opened opened) -> opened.input().info().description().created())
          .reversed()
          .thenComparing(opened -> opened.input().sha256());

  private final List<Opened> all = new ArrayList<>();

  private MergeInputs() {}

  static MergeInputs open(List<Path> files, List<? extends Identity> identities, Progress progress)
      throws IOException {
    MergeInputs inputs = new MergeInputs();
    try {
      // Keys first: nobody should wait for hashes to learn that one doesn't fit.
      for (Path file : files) {
        ArchiveReader reader = opened(file, identities);
        inputs.all.add(
            new Opened(new MergeReport.Input(file, "", Files.size(file), reader.info()), reader));
      }
      progress.start(
          Progress.Stage.VERIFYING,
          files.size(),
          inputs.all.stream().mapToLong(opened -> opened.input().size()).sum());
      for (int i = 0; i < files.size(); i++) {
        inputs.all.set(i, inputs.all.get(i).hashed(progress));
      }
      inputs.all.sort(NEWEST_FIRST);
      return inputs;
    } catch (IOException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  private static ArchiveReader opened(Path file, List<? extends Identity> identities)
      throws IOException {
    try {
      return ArchiveReader.open(file, identities);
    } catch (WrongKeyException e) {
      // Of several archives, it has to be said which.
      throw MergeProblems.wrongKey(file, e);
    }
  }

  private static String sha256(Path file, Progress progress) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        progress.advance(0, count);
      }
    }
    progress.advance(1, 0);
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Refuses several accounts.
   *
   * @throws app.afterglow.problem.UsageException where there are several
   */
  void requireOneAccount() throws IOException {
    long accounts = all.stream().map(opened -> AccountKey.of(account(opened))).distinct().count();
    if (accounts > 1) {
      throw MergeProblems.usage(
          "accounts",
          all.stream()
              .map(opened -> opened.input().file() + ": " + shown(account(opened)))
              .collect(Collectors.joining("; ")));
    }
  }

  private static Account account(Opened opened) {
    return opened.input().info().description().account();
  }

  private static String shown(Account account) {
    return account.name() == null
        ? "%s %s".formatted(account.application(), account.id())
        : "%s %s (%s)".formatted(account.application(), account.name(), account.id());
  }

  List<Opened> all() {
    return List.copyOf(all);
  }

  List<Origin> origins() {
    return all.stream().map(Opened::origin).toList();
  }

  List<ArchiveReader> readers() {
    return all.stream().map(Opened::reader).toList();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Opened opened : all) {
      try {
        opened.reader().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
