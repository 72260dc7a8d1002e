package dev.millrace.feed;

import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;

/** Options that name folders. */
final class Folders {

    private Folders() {}

    /** The folder an option names, without a slash at its end. */
    static Optional<String> of(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .map(Folders::normal);
    }

    static String normal(String path) {
        return path.trim().replaceFirst("(?<=.)/+$", "");
    }

    static void requireAbsolute(AbstractConfig config, String key, Problems problems) {
        Folders.of(config, key)
                .filter(path -> !path.startsWith("/"))
                .ifPresent(path -> problems.report(key, "must be an absolute path: begin it with /"));
    }
}
