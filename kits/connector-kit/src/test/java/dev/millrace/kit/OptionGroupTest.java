package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionGroupTest {

    private enum Ordering {
        KEY,
        BY_PARTITION
    }

    private final ConfigDef definition = new ConfigDef();
    private final OptionGroup group = new OptionGroup(definition, "Partner");

    @Test
    void keepsTheOrderInWhichOptionsAreDeclared() {
        group.text("b.host", null, "Which host.")
                .flag("a.flag", true, "Whether.")
                .secret("c.secret", "What.");

        assertThat(definition.configKeys().values())
                .extracting(key -> key.name, key -> key.group, key -> key.orderInGroup, key -> key.displayName)
                .containsExactlyInAnyOrder(
                        tuple("b.host", "Partner", 1, "B host"),
                        tuple("a.flag", "Partner", 2, "A flag"),
                        tuple("c.secret", "Partner", 3, "C secret"));
    }

    @Test
    void givesEachOptionItsDefault() {
        group.text("text", null, "Text.")
                .list("list", "a,b", "List.")
                .secret("secret", "Secret.")
                .flag("flag", true, "Flag.")
                .number("int", 5, 1, 10, "Int.")
                .number("long", 5L, 1L, 10L, "Long.")
                .choice("choice", Ordering.BY_PARTITION, "Choice.");

        assertThat(definition.parse(Map.of()))
                .containsEntry("text", null)
                .containsEntry("list", List.of("a", "b"))
                .containsEntry("secret", null)
                .containsEntry("flag", true)
                .containsEntry("int", 5)
                .containsEntry("long", 5L)
                .containsEntry("choice", "by-partition");
    }

    @Test
    void cannotDoWithoutARequiredOption() {
        group.required("host", ConfigDef.Type.STRING, "Which host.");

        assertThatThrownBy(() -> definition.parse(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("host");
        assertThatThrownBy(() -> definition.parse(Map.of("host", " ")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("host");
    }

    @Test
    void hidesASecretWhereverItIsPrinted() {
        group.secret("token", "What the partner gave out.");

        assertThat(definition.parse(Map.of("token", "s3cret")).get("token"))
                .isEqualTo(new Password("s3cret"))
                .asString()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"int,0", "int,11", "int,x", "long,0", "long,11", "flag,maybe", "choice,none", "choice,by partition"})
    void refusesAValueOutOfRangeOnItsKey(String key, String value) {
        group.number("int", 5, 1, 10, "Int.")
                .number("long", 5L, 1L, 10L, "Long.")
                .flag("flag", false, "Flag.")
                .choice("choice", Ordering.KEY, "Choice.");

        assertThatThrownBy(() -> definition.parse(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @EnumSource
    void readsBackEachChoiceInAnyCase(Ordering ordering) {
        group.choice("ordering", ordering, "Order.");
        String name = ordering.name().replace('_', '-');

        AbstractConfig given = new AbstractConfig(definition, Map.of("ordering", name), false);
        AbstractConfig byDefault = new AbstractConfig(definition, Map.of(), false);

        assertThat(OptionGroup.choiceOf(Ordering.class, given.getString("ordering")))
                .isEqualTo(ordering);
        assertThat(OptionGroup.choiceOf(Ordering.class, byDefault.getString("ordering")))
                .isEqualTo(ordering);
    }

    @Test
    void showsEachChoice() {
        group.choice("ordering", Ordering.KEY, "Order.");

        assertThat(definition.configKeys().values())
                .singleElement()
                .satisfies(key -> assertThat(key.validator).asString().containsIgnoringCase("by-partition"));
    }
}
