package dev.millrace.ops.alerts;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps alerts in a JSON file, so that a console that is started again tells nothing twice and forgets nothing. */
final class StateFile {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantText()))
            .build();

    private static final class InstantText extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantText() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }

    private final Optional<Path> file;
    private Kept last = Kept.NOTHING;
    private volatile String trouble = "";

    /** @param file empty: nothing is kept */
    StateFile(Optional<Path> file) {
        this.file = file;
    }

    /**
     * What was kept.
     *
     * @throws CommandFailure when the file is there and is none of the console's
     */
    Kept read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Kept.NOTHING;
        }
        try {
            last = JSON.readValue(file.get().toFile(), Kept.class);
            return last;
        } catch (IOException | RuntimeException unreadable) {
            throw CommandFailure.usage(
                    file.get() + " is no state of alerts: move it away, and what fires is told again", unreadable);
        }
    }

    /** Writes what has changed; a file that can't be written is a trouble that the page shows. */
    synchronized void write(Kept now) {
        if (file.isEmpty() || now.equals(last)) {
            return;
        }
        Path target = file.get();
        try {
            Path fresh = Files.createTempFile(target.toAbsolutePath().getParent(), ".alerts", ".json");
            try {
                JSON.writeValue(fresh.toFile(), now);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            last = now;
            trouble = "";
        } catch (IOException refused) {
            if (trouble.isEmpty()) {
                LOG.warn(
                        "the state of alerts can't be written to {}: {}",
                        target,
                        refused.getClass().getSimpleName());
            }
            trouble = "The state can't be written to " + target + ": "
                    + refused.getClass().getSimpleName() + ". After a restart of the console notices may come again.";
        }
    }

    /** Why nothing is kept; empty when it is. */
    String trouble() {
        return file.isEmpty()
                ? "The console was started without --alerts-state: after a restart notices may come again."
                : trouble;
    }
}
