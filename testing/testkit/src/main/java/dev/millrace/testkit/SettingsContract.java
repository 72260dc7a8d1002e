package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

/** What the settings of each connector promise, as a test per sentence. A subclass gives a connector and a configuration. */
public abstract class SettingsContract {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)*");
    private static final Pattern SECRET =
            Pattern.compile("(^|[.-])(password|secret|passphrase|token|credentials)$|(^|[.-])private[.-]key$");
    private static final Set<String> UNITS =
            Set.of("ms", "seconds", "minutes", "hours", "days", "bytes", "records", "rows", "percent");
    private static final List<String> UNUSED_BY_DEFINITION = List.of("name", "connector.class", "tasks.max", "topics");

    /** A new connector, not started. */
    protected abstract Connector connector();

    /** A configuration that is valid and sets what has to be set. */
    protected abstract Map<String, String> configuration();

    /**
     * Builds the settings as the connector does: creates its {@code AbstractConfig} on these properties, makes the
     * typed view from it, and returns the config. A property may be null where the default is null.
     */
    protected abstract AbstractConfig read(Map<String, String> properties);

    /** The keys without a default: what every user has to set. */
    protected abstract Set<String> requiredKeys();

    /** A wrong value per key: each must be reported on that key. */
    protected abstract Map<String, String> wrongValues();

    /** Keys that are declared for another reader than the settings, with a reason beside each; none by default. */
    protected Set<String> keysReadElsewhere() {
        return Set.of();
    }

    @Test
    void acceptsTheConfiguration() {
        Map<String, List<String>> errors = errors(configuration());

        assertThat(errors).as("errors in the valid configuration").isEmpty();
    }

    @Test
    void readsEveryKeyThatItDeclares() {
        AbstractConfig read = read(everyKeyNamed());

        Set<String> unread = new TreeSet<>(read.unused());
        unread.retainAll(connector().config().names());
        unread.removeAll(keysReadElsewhere());
        unread.removeAll(UNUSED_BY_DEFINITION);
        assertThat(unread).as("declared, but never read").isEmpty();
    }

    @Test
    void documentsEveryKey() {
        assertThat(namesOf(key -> key.documentation == null
                        || key.documentation.isBlank()
                        || !key.documentation.strip().endsWith(".")))
                .as("keys without a sentence of documentation")
                .isEmpty();
        assertThat(namesOf(key ->
                        key.displayName == null || key.displayName.isBlank() || key.displayName.equals(key.name)))
                .as("keys without a display name")
                .isEmpty();
        assertThat(namesOf(key -> key.group == null || key.group.isBlank()))
                .as("keys without a group")
                .isEmpty();
    }

    @Test
    void hasADefaultForEveryKeyThatIsNotRequired() {
        assertThat(namesOf(key -> !key.hasDefault())).isEqualTo(new TreeSet<>(requiredKeys()));
    }

    @Test
    void keepsSecretsOutOfSight() {
        assertThat(namesOf(key -> SECRET.matcher(key.name).find() && key.type() != ConfigDef.Type.PASSWORD))
                .as("secrets that are not of type PASSWORD")
                .isEmpty();
    }

    @Test
    void namesItsKeysByTheRules() {
        assertThat(namesOf(key -> !KEY.matcher(key.name).matches()))
                .as("keys that are not lower case with dots")
                .isEmpty();
        assertThat(namesOf(key -> hasUnitInside(key.name)))
                .as("keys whose unit does not stand last")
                .isEmpty();
    }

    @Test
    void reportsAWrongValueOnItsKey() {
        assertThat(wrongValues()).as("wrong values to try").isNotEmpty();

        wrongValues().forEach((key, value) -> {
            Map<String, String> wrong = new HashMap<>(configuration());
            wrong.put(key, value);

            assertThat(errors(wrong)).as("errors for a wrong value of %s", key).containsKey(key);
        });
    }

    @Test
    void reportsAMissingRequiredKey() {
        requiredKeys().forEach(key -> {
            Map<String, String> incomplete = new HashMap<>(configuration());
            incomplete.remove(key);

            assertThat(errors(incomplete)).as("errors without %s", key).containsKey(key);
        });
    }

    /** {@code AbstractConfig.unused} knows only keys that were given, so each is given, with its default. */
    @SuppressWarnings("NullAway") // a null default is given as null
    private Map<String, String> everyKeyNamed() {
        Map<String, String> everything = new HashMap<>(configuration());
        for (ConfigDef.ConfigKey key : keys()) {
            if (key.hasDefault() && !everything.containsKey(key.name)) {
                everything.put(key.name, ConfigDef.convertToString(key.defaultValue, key.type()));
            }
        }
        return everything;
    }

    private static boolean hasUnitInside(String name) {
        List<String> words = List.of(name.split("\\.", -1));
        return words.subList(0, words.size() - 1).stream().anyMatch(word -> word.equals("ms") || word.equals("bytes"))
                || (words.size() == 1 && UNITS.contains(name));
    }

    private List<ConfigDef.ConfigKey> keys() {
        return List.copyOf(connector().config().configKeys().values());
    }

    private Set<String> namesOf(Predicate<ConfigDef.ConfigKey> wrong) {
        Set<String> names = new TreeSet<>();
        keys().stream().filter(wrong).forEach(key -> names.add(key.name));
        return names;
    }

    private Map<String, List<String>> errors(Map<String, String> properties) {
        Config validated = connector().validate(properties);
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value : validated.configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
