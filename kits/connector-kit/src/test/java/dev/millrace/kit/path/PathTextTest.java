package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a b", "a.b", "a[0]", "[*]", "*", "**", "$key", "a`b", "`", "a`.b", "a`[", "a]", "ä", "a\\b"
            })
    void writesNamesSoThatTheyAreReadAsTheyAre(String name) {
        assertThat(FieldPath.parse(PathText.field("", name)).names()).contains(List.of(name));
        assertThat(FieldPath.parse(PathText.field("x", name)).names()).contains(List.of("x", name));
        assertThat(FieldPath.parse(PathText.field(PathText.field("", name), "x"))
                        .names())
                .contains(List.of(name, "x"));
    }

    @Test
    void writesAnyNameSoThatItIsReadAsItIs() {
        Random random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                name.append("ab.[]`*$ ".charAt(random.nextInt(9)));
            }

            assertThat(FieldPath.parse(PathText.field("p", name.toString())).names())
                    .contains(List.of("p", name.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b",
        "a[0].b, a[*].b",
        "a[*][-1], a[*][*]",
        "`a.b`.c, `a.b`.c",
        "**.ssn, **.ssn",
        "meta.*, meta.*",
        "$value.a, a",
        "[*].a, [*].a"
    })
    void writesAPathAsItReadsForAllRecords(String path, String general) {
        assertThat(PathText.general(FieldPath.parse(path))).isEqualTo(general);
    }
}
