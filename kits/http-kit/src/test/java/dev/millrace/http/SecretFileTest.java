package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(-3);
    private final AtomicInteger readings = new AtomicInteger();
    private final Path file;

    SecretFileTest(@TempDir Path folder) {
        file = folder.resolve("secret");
    }

    @Test
    void readsAgainOnlyWhatChangedAndAtMostOnceASecond() throws IOException {
        write("one");
        SecretFile<String> secret = open();
        write("second");

        String atOnce = secret.current();
        nanos.addAndGet(SECOND);
        String later = secret.current();
        nanos.addAndGet(SECOND);

        assertThat(atOnce).isEqualTo("one");
        assertThat(later).isEqualTo("second");
        assertThat(secret.current()).isSameAs(later);
        assertThat(readings).hasValue(2);
    }

    @Test
    void looksAtOnceForWhoeverWasRefused() throws IOException {
        write("one");
        SecretFile<String> secret = open();

        boolean before = secret.lookNow();
        write("second");
        boolean after = secret.lookNow();
        nanos.addAndGet(59 * SECOND);
        boolean soon = secret.lookNow();
        nanos.addAndGet(SECOND);
        boolean later = secret.lookNow();

        assertThat(before).isFalse();
        assertThat(after).isTrue();
        assertThat(soon).isTrue();
        assertThat(later).isFalse();
        assertThat(secret.current()).isEqualTo("second");
    }

    @Test
    void keepsWhatItKnowsWhileTheFileMakesNoSense() throws IOException {
        write("one");
        SecretFile<String> secret = open();
        write("bad");
        boolean changed = secret.lookNow();
        Files.delete(file);
        boolean gone = secret.lookNow();

        assertThat(changed).isFalse();
        assertThat(gone).isFalse();
        assertThat(secret.current()).isEqualTo("one");
        write("fine");
        assertThat(secret.lookNow()).isTrue();
        assertThat(secret.current()).isEqualTo("fine");
    }

    @Test
    void aFileThatIsTouchedButTheSameIsNoChange() throws IOException {
        write("one");
        SecretFile<String> secret = open();
        Files.delete(file);
        boolean unused = secret.lookNow();
        write("one");

        assertThat(secret.lookNow()).isFalse();
        assertThat(readings).hasValue(1);
    }

    @Test
    void aFileThatMustBeThereIsMissedAtOnce() throws IOException {
        assertThatThrownBy(this::open).isInstanceOf(NoSuchFileException.class);
        write("bad");
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class);
        write("x".repeat((1 << 20) + 1));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void aFileThatNeedNotBeThereIsReadOnceItIs() throws IOException {
        SecretFile<String> secret = new SecretFile<>(file, "first", this::read, nanos::get);
        String before = secret.current();
        write("one");
        nanos.addAndGet(SECOND);

        assertThat(before).isEqualTo("first");
        assertThat(secret.current()).isEqualTo("one");
    }

    private SecretFile<String> open() throws IOException {
        return SecretFile.open(file, this::read, nanos::get);
    }

    private String read(byte[] bytes) {
        readings.incrementAndGet();
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("bad")) {
            throw new IllegalArgumentException("is bad");
        }
        return text;
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
