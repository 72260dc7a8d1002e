package dev.millrace.http.signature;

import dev.millrace.kit.path.NearestName;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Takes the name of a preset in either case; for another it names the one that was meant, and all in their order. */
final class PresetName implements ConfigDef.Validator {

    /** Fewer letters of a name could stand in many. */
    private static final int TELLING = 3;

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        String name = String.valueOf(value).trim().toLowerCase(Locale.ROOT);
        if (value == null || !Presets.names().contains(value.toString().toLowerCase(Locale.ROOT))) {
            String hint =
                    meant(name).map(near -> "; did you mean " + near + "?").orElse(".");
            throw new ConfigException(key, value, "no such preset" + hint + " The presets are " + this);
        }
    }

    private static Optional<String> meant(String name) {
        return NearestName.in(name, Presets.names())
                .or(() -> Presets.names().stream()
                        .filter(known -> name.length() >= TELLING && known.contains(name))
                        .findFirst());
    }

    /** As the reference lists them. */
    @Override
    public String toString() {
        return String.join(", ", Presets.names());
    }
}
