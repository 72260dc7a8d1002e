package dev.millrace.http.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of the settings and those of a file, which is looked at again at most once a second, so that a rotation needs no
 * restart. A file that can't be read or is empty changes nothing: a half-written one must not refuse good requests. For any
 * thread.
 */
final class SecretStore {

    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----", Pattern.DOTALL);
    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long LONGEST_FILE = 1L << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private record State(FileTime changed, long length) {}

    private final List<String> configured;
    private final @Nullable Path file;
    private final LongSupplier nanos;
    private volatile Secrets current;
    private volatile long nextLook;
    private @Nullable State seen;
    private boolean complained;

    /**
     * Reads the secrets for the first time.
     *
     * @param nanos a clock such as {@link System#nanoTime}
     */
    SecretStore(List<String> configured, Optional<Path> file, LongSupplier nanos) {
        this.configured = List.copyOf(configured);
        this.file = file.orElse(null);
        this.nanos = nanos;
        this.current = new Secrets(configured);
        this.nextLook = nanos.getAsLong();
        if (this.file != null) {
            look();
        }
    }

    /** The secrets in force: those of the settings first, then those of the file. */
    Secrets current() {
        if (file != null && nanos.getAsLong() - nextLook >= 0) {
            look();
        }
        return current;
    }

    private synchronized void look() {
        long now = nanos.getAsLong();
        if (file == null || now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            State state = new State(attributes.lastModifiedTime(), attributes.size());
            if (state.equals(seen)) {
                return;
            }
            if (attributes.size() > LONGEST_FILE) {
                complain("is longer than " + LONGEST_FILE + " bytes");
                return;
            }
            List<String> lines = split(withoutMark(Files.readString(file)), "\\R");
            if (lines.isEmpty()) {
                complain("holds no secret");
                return;
            }
            seen = state;
            complained = false;
            List<String> all = new ArrayList<>(configured);
            all.addAll(lines);
            if (!all.equals(current.texts())) {
                current = new Secrets(all);
                LOG.info("{} holds {} secrets now", file, lines.size());
            }
        } catch (IOException unreadable) {
            complain("can't be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** Some editors put it at the beginning, where it would be a part of the first secret. */
    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "the file of secrets {} {}; the {} known secrets stay in force",
                    file,
                    why,
                    current.texts().size());
        }
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
