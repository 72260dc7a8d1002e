package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Path file;

    SecretStoreTest(@TempDir Path folder) {
        file = folder.resolve("secrets");
    }

    @Test
    void readsTheFileAgainWhenItChangesAndASecondHasPassed() throws IOException {
        write("first, with a comma\n");
        SecretStore store = new SecretStore(List.of("fixed"), Optional.of(file), nanos::get);
        write("second\nfirst, with a comma\n");

        List<String> atOnce = store.current().texts();
        nanos.addAndGet(SECOND);
        List<String> later = store.current().texts();

        assertThat(atOnce).containsExactly("fixed", "first, with a comma");
        assertThat(later).containsExactly("fixed", "second", "first, with a comma");
    }

    @Test
    void markOfTheByteOrderIsNoPartOfASecret() throws IOException {
        write("\uFEFFfirst\r\nsecond\r\n");

        SecretStore store = new SecretStore(List.of(), Optional.of(file), nanos::get);

        assertThat(store.current().texts()).containsExactly("first", "second");
    }

    @Test
    void aFileOfAnotherKindIsNotRead() throws IOException {
        write("x".repeat((1 << 20) + 1));

        SecretStore store = new SecretStore(List.of("fixed"), Optional.of(file), nanos::get);

        assertThat(store.current().texts()).containsExactly("fixed");
    }

    @Test
    void noticesAChangeOfTheTimeAlone() throws IOException {
        write("aaaa");
        SecretStore store = new SecretStore(List.of(), Optional.of(file), nanos::get);
        write("bbbb");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        nanos.addAndGet(SECOND);

        assertThat(store.current().texts()).containsExactly("bbbb");
    }

    @Test
    void keepsTheKnownSecretsWhileTheFileIsEmptyOrGone() throws IOException {
        write("one");
        SecretStore store = new SecretStore(List.of(), Optional.of(file), nanos::get);
        write("");
        nanos.addAndGet(SECOND);
        List<String> empty = store.current().texts();
        Files.delete(file);
        nanos.addAndGet(SECOND);
        List<String> gone = store.current().texts();
        write("another");
        nanos.addAndGet(SECOND);

        assertThat(List.of(empty, gone)).containsOnly(List.of("one"));
        assertThat(store.current().texts()).containsExactly("another");
    }

    @Test
    void keepsTheKeysOfSecretsThatDidNotChange() throws IOException {
        write("one");
        SecretStore store = new SecretStore(List.of(), Optional.of(file), nanos::get);
        Secrets before = store.current();
        nanos.addAndGet(SECOND);

        assertThat(store.current()).isSameAs(before);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
