package dev.millrace.http.signature;

import dev.millrace.http.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of the settings and those of a {@link SecretFile}, where an empty one counts as half-written. For any thread.
 */
final class SecretStore {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----", Pattern.DOTALL);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Secrets configured;
    private final @Nullable SecretFile<Secrets> file;

    /**
     * Reads the secrets for the first time.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    SecretStore(List<String> configured, Optional<Path> file, LongSupplier nanos) {
        this.configured = new Secrets(configured);
        this.file = file.map(
                        path -> new SecretFile<>(path, this.configured, bytes -> together(configured, bytes), nanos))
                .orElse(null);
    }

    /** The secrets in force: those of the settings first, then those of the file. */
    Secrets current() {
        return file == null ? configured : file.current();
    }

    private static Secrets together(List<String> configured, byte[] bytes) {
        List<String> lines = ofFile(bytes);
        List<String> all = new ArrayList<>(configured);
        all.addAll(lines);
        return new Secrets(all);
    }

    /**
     * The secrets of a file, one on each line.
     *
     * @throws IllegalArgumentException when there is none
     */
    static List<String> ofFile(byte[] bytes) {
        List<String> lines = split(withoutMark(new String(bytes, StandardCharsets.UTF_8)), "\\R");
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("holds no secret");
        }
        return lines;
    }

    /** Some editors put it at the beginning, where it would be a part of the first secret. */
    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * The secrets in a text; a PEM block is one of them, whatever stands in it.
     *
     * @param separator a regular expression
     */
    static List<String> split(String text, String separator) {
        List<String> secrets = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        int end = 0;
        while (blocks.find()) {
            addEach(text.substring(end, blocks.start()), separator, secrets);
            secrets.add(blocks.group());
            end = blocks.end();
        }
        addEach(text.substring(end), separator, secrets);
        return secrets;
    }

    private static void addEach(String text, String separator, List<String> secrets) {
        for (String secret : text.split(separator, -1)) {
            if (!secret.isBlank()) {
                secrets.add(secret.strip());
            }
        }
    }
}
