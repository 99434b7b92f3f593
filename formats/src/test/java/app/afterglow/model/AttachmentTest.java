package app.afterglow.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.afterglow.model.Attachment.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttachmentTest {

  @Test
  void refusesWhatNoReaderTakes() {
    String sha256 = "0".repeat(64);
    assertThatIllegalArgumentException().isThrownBy(() -> attachment(-2, null, Status.MISSING));
    assertThatIllegalArgumentException().isThrownBy(() -> attachment(1, sha256, Status.MISSING));
    assertThatIllegalArgumentException().isThrownBy(() -> attachment(1, null, Status.PRESENT));
  }

  private static Attachment attachment(long size, @Nullable String sha256, Status status) {
    return new Attachment("name", null, size, sha256, status, null);
  }
}
