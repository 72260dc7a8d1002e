package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/**
 * A text that the settings give themselves or in a file, which is read each time the text is needed. Its own text is its key.
 *
 * @param key of the text itself; that of the file ends with .file
 */
record SecretText(String key, Optional<Password> value, Optional<Path> file) {

    static OptionGroup define(OptionGroup group, String key, String documentation) {
        return group.secret(key, documentation)
                .text(
                        fileKey(key),
                        null,
                        "A file on every worker that holds " + key
                                + " instead, read again whenever it is needed. Set it to change the text without a"
                                + " restart of the worker.");
    }

    /** What the options say. */
    static SecretText from(AbstractConfig config, String key) {
        return new SecretText(
                key,
                Optional.ofNullable(config.getPassword(key))
                        .filter(secret -> !secret.value().isBlank()),
                fileOf(config, key));
    }

    /** A text that is only ever in a file. */
    static SecretText inFile(String key, String file) {
        return new SecretText(key, Optional.empty(), Optional.of(Path.of(file)));
    }

    static String fileKey(String key) {
        return key + ".file";
    }

    private static Optional<Path> fileOf(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(fileKey(key)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** Reports a text that is missing or given twice. The file need not be there yet. */
    static void validate(AbstractConfig config, String key, String wantedBy, Problems problems) {
        try {
            SecretText text = from(config, key);
            if (text.value.isPresent() && text.file.isPresent()) {
                problems.report(fileKey(key), "is given besides " + key + ": remove one of them");
            } else if (!text.isGiven()) {
                problems.report(key, "is missing, and " + wantedBy + " needs it: set it or " + fileKey(key));
            }
        } catch (InvalidPathException unfit) {
            problems.report(fileKey(key), "names no file: write the path of a file on the worker");
        }
    }

    boolean isGiven() {
        return value.isPresent() || file.isPresent();
    }

    /**
     * The text, without the white space around it.
     *
     * @throws ConnectorFailure when the file can't be read, or holds what fits into no header
     */
    String read() {
        String text = file.map(this::textOf)
                .or(() -> value.map(Password::value))
                .map(String::strip)
                .orElse("");
        if (text.isEmpty() || !text.chars().allMatch(sign -> sign >= ' ' && sign < 0x7f)) {
            throw wrong("is empty, or holds other than printable ASCII");
        }
        return text;
    }

    private String textOf(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw wrong("can't be read (" + unreadable.getClass().getSimpleName()
                    + "): put it on this worker, readable for the worker's user");
        }
    }

    private ConnectorFailure wrong(String why) {
        String where = file.map(path -> path + " of " + fileKey(key)).orElse(key);
        return new ConnectorFailure(FailureKind.MISCONFIGURED, "vault-credential-unreadable", where + " " + why);
    }

    @Override
    public String toString() {
        return key;
    }
}
