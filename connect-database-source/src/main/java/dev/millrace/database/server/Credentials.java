package dev.millrace.database.server;

import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Who logs in. Says neither name nor password when printed. */
record Credentials(Optional<String> username, Optional<Password> password) {

    @Override
    public String toString() {
        return "credentials";
    }
}
