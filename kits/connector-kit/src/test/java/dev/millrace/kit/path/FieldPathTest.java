package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldPathTest {

    static Stream<PathSpec> readings() {
        return PathSpec.all().filter(spec -> !spec.isFault());
    }

    static Stream<PathSpec> faults() {
        return PathSpec.all().filter(PathSpec::isFault);
    }

    @ParameterizedTest
    @MethodSource("readings")
    void findsWhatTheCaseSays(PathSpec spec) {
        FieldPath path = FieldPath.parse(spec.path());

        assertThat(path.findAll(spec.value())).isEqualTo(spec.finds());
        assertThat(path.find(spec.value()))
                .isEqualTo(spec.finds().stream().filter(Objects::nonNull).findFirst());
        assertThat(path.root()).isEqualTo(spec.root());
        assertThat(path).hasToString(spec.path());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(PathSpec spec) {
        assertThatThrownBy(() -> FieldPath.parse(spec.path()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at character " + spec.at() + " ")
                .hasMessageContaining(spec.fault());
    }

    @Test
    void findsEveryNameThatStandsInBackticks() {
        Random random = new Random(4711);
        String letters = "ab.[]*$`\\ {}é0-";

        for (int round = 0; round < 5_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            // A backtick that would end the name is written behind a backslash; what no text can say is left out.
            if (name.charAt(name.length() - 1) == '\\') {
                name.append('x');
            }
            String quoted = "`" + name.toString().replaceAll("`(?=[.\\[])", "\\\\`") + "`";
            if (name.toString().matches(".*\\\\`[.\\[].*")) {
                continue;
            }

            assertThat(FieldPath.parse(quoted).find(Map.of(name.toString(), 1)))
                    .as(quoted)
                    .contains(1);
            assertThat(FieldPath.parse("a." + quoted + "[0]").find(Map.of("a", Map.of(name.toString(), List.of(2)))))
                    .as(quoted)
                    .contains(2);
        }
    }

    @Test
    void readsOrRefusesWhateverIsWritten() {
        Random random = new Random(20_250_102);
        String letters = "ab.[]*$-`\\01keyvalue";

        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(FieldPath.parse(text.toString()).findAll(Map.of("a", List.of(Map.of("b", 1)))))
                        .isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).contains("at character ");
            }
        }
    }

    @Test
    void knowsItsNamesAndWhatItTakesApart() {
        assertThat(FieldPath.parse("a.`b.c`").names()).contains(List.of("a", "b.c"));
        assertThat(FieldPath.parse("a[0]").names()).isEmpty();
        assertThat(FieldPath.parse("a.b[*]").endsWithEach()).isTrue();
        assertThat(FieldPath.parse("a.b[*].c").endsWithEach()).isFalse();
        assertThat(FieldPath.parse("a.b[*]").parent().names()).contains(List.of("a", "b"));
        assertThat(FieldPath.parse("a[0].b").isSingle()).isTrue();
        assertThat(FieldPath.parse("a.*.b").isSingle()).isFalse();
    }
}
