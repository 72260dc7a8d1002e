package dev.millrace.ops.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a secret is kept. It is read each time that it is needed, so that one may change it. */
sealed interface SecretPlace {

    /** The secret without the white space around it; empty when there is none. */
    String read();

    /** A variable of the console's environment. */
    record Environment(String variable) implements SecretPlace {

        @Override
        public String read() {
            String value = System.getenv(variable);
            return value == null ? "" : value.strip();
        }

        @Override
        public String toString() {
            return "the environment variable " + variable;
        }
    }

    /** A file. */
    record InFile(Path file) implements SecretPlace {

        @Override
        public String read() {
            try {
                return Files.readString(file, StandardCharsets.UTF_8).strip();
            } catch (IOException unreadable) {
                return "";
            }
        }

        @Override
        public String toString() {
            return "the file " + file;
        }
    }
}
