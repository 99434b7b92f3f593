package app.afterglow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AttachmentIndexTest {

  private static byte[] hash(int number) {
    return Sha256.digest().digest(ByteBuffer.allocate(4).putInt(number).array());
  }

  @Test
  void remembersWhatWasPromisedAndWritten() {
    AttachmentIndex index = new AttachmentIndex();
    int count = 50_000;
    for (int i = 0; i < count; i++) {
      assertThat(index.promise(hash(i), i, i % 2 == 0 ? "video/mp4" : "text/plain")).isTrue();
      assertThat(index.promise(hash(i), i, null)).isFalse();
    }

    assertThat(index.size()).isEqualTo(count);
    assertThat(index.bytes()).isEqualTo((long) count * (count - 1) / 2);
    for (int i = 0; i < count; i++) {
      assertThat(index.wants(hash(i))).isTrue();
      assertThat(index.sizeOf(hash(i))).isEqualTo(i);
      assertThat(index.isCalledCompressed(hash(i))).isEqualTo(i % 2 == 0);
      index.wrote(hash(i));
      assertThat(index.wants(hash(i))).isFalse();
      assertThat(index.missing()).isEqualTo(count - 1 - i);
    }
    assertThat(index.wants(hash(count))).isFalse();
  }

  @Test
  void refusesTwoSizesOfOneContent() {
    AttachmentIndex index = new AttachmentIndex();
    index.promise(hash(1), 10, null);

    assertThatThrownBy(() -> index.promise(hash(1), 11, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> index.promise(hash(2), -1, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
