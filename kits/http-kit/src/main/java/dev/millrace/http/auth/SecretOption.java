package dev.millrace.http.auth;

import dev.millrace.http.SecretFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the settings, given itself or as a file that is looked at again while the connector runs.
 *
 * @param key of the secret itself; that of the file ends with .file
 */
record SecretOption(String key, @Nullable Password value, Optional<Path> file) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Declares both keys. */
    static OptionGroup define(OptionGroup group, String key, String documentation) {
        return group.secret(key, documentation)
                .text(
                        fileKey(key),
                        null,
                        "A file that holds " + key
                                + " instead, looked at again at most once a second when its time or length"
                                + " changes. Set it to change the secret without a restart.");
    }

    static SecretOption from(AbstractConfig config, String key) {
        String file = config.getString(fileKey(key));
        return new SecretOption(
                key,
                config.getPassword(key),
                file == null || file.isBlank() ? Optional.empty() : Optional.of(Path.of(file)));
    }

    static String fileKey(String key) {
        return key + ".file";
    }

    static List<String> keys(String key) {
        return List.of(key, fileKey(key));
    }

    boolean isGiven() {
        return file.isPresent() || hasValue();
    }

    private boolean hasValue() {
        return value != null && !value.value().isEmpty();
    }

    /** Reports a secret that is missing, given twice, or not what the reading takes. */
    void validate(Function<String, ?> reading, String wantedBy, Problems problems) {
        if (hasValue() && file.isPresent()) {
            problems.report(fileKey(key), "is given besides " + key + ": remove one of them");
        } else if (!isGiven()) {
            problems.report(key, "is missing, and " + wantedBy + " needs it: set it or " + fileKey(key));
        } else {
            validateReading(reading, problems);
        }
    }

    private void validateReading(Function<String, ?> reading, Problems problems) {
        String where = file.isPresent() ? fileKey(key) : key;
        try {
            Secret<?> unused = read(reading, System::nanoTime);
        } catch (IOException unreadable) {
            problems.report(
                    where,
                    "names a file that can't be read here: put it on every worker, readable for the worker's user");
        } catch (IllegalArgumentException unfit) {
            problems.report(where, String.valueOf(unfit.getMessage()));
        }
    }

    /**
     * The secret in the form in which it is used.
     *
     * @param reading from its text; the message of its IllegalArgumentException never quotes it
     */
    <T> Secret<T> open(Function<String, T> reading, LongSupplier nanos) {
        try {
            return read(reading, nanos);
        } catch (IOException unreadable) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "secret-unreadable",
                    fileKey(key)
                            + " names a file that can't be read: put it on this worker, readable for the worker's user",
                    unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "secret-unfit",
                    (file.isPresent() ? fileKey(key) : key) + " " + unfit.getMessage());
        }
    }

    private <T> Secret<T> read(Function<String, T> reading, LongSupplier nanos) throws IOException {
        if (file.isEmpty()) {
            return Secret.fixed(reading.apply(value == null ? "" : value.value()));
        }
        return Secret.of(SecretFile.open(file.get(), bytes -> reading.apply(textOf(bytes)), nanos));
    }

    /** Without the end of the line, which every editor puts there, and without what some put at the beginning. */
    private static String textOf(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String line = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).replaceFirst("[\\r\\n]+$", "");
        if (line.isEmpty()) {
            throw new IllegalArgumentException("holds nothing");
        }
        return line;
    }

    /** The key alone. */
    @Override
    public String toString() {
        return key;
    }
}
