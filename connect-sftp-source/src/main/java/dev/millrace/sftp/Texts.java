package dev.millrace.sftp;

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/** Reads options that may be left out; an empty one counts as left out. */
final class Texts {

    private Texts() {}

    static Optional<Password> secret(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getPassword(key))
                .filter(secret -> !secret.value().isEmpty());
    }

    static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
