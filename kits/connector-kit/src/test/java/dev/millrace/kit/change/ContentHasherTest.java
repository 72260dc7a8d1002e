package dev.millrace.kit.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHasherTest {

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field("b", Schema.OPTIONAL_STRING_SCHEMA)
            .field("a", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final ContentHasher hasher = new ContentHasher(Set.of(List.of("seen"), List.of("meta", "views")));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9, 10, -10, 100, 1_000_000, 12_340, Long.MAX_VALUE, Long.MIN_VALUE})
    void takesNumbersForTheirValueWhateverTheirType(long number) {
        long expected = hasher.of(new BigDecimal(number));

        assertThat(hasher.of(number)).isEqualTo(expected);
        assertThat(hasher.of(new BigDecimal(number).setScale(3))).isEqualTo(expected);
        assertThat(hasher.of(String.valueOf(number))).isNotEqualTo(expected);
    }

    @Test
    void takesFieldsInAnyOrderAndNullForNone() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", 5);
        map.put("b", null);

        assertThat(hasher.of(new Struct(SCHEMA).put("a", 5L))).isEqualTo(hasher.of(map));
        assertThat(hasher.of(new Struct(SCHEMA).put("a", 5L).put("b", ""))).isNotEqualTo(hasher.of(map));
    }

    @Test
    void tellsStructsOfDifferentSchemasApartAndThoseOfOneValueNot() {
        Schema wider = SchemaBuilder.struct()
                .field("a", Schema.INT32_SCHEMA)
                .field("b", Schema.STRING_SCHEMA)
                .field("c", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        long narrow = hasher.of(new Struct(SCHEMA).put("a", 5L).put("b", "x"));

        assertThat(hasher.of(new Struct(wider).put("a", 5).put("b", "x"))).isEqualTo(narrow);
        assertThat(hasher.of(new Struct(wider).put("a", 5).put("b", "x").put("c", "y")))
                .isNotEqualTo(narrow);
        assertThat(hasher.of(new Struct(SCHEMA).put("a", 5L).put("b", "x"))).isEqualTo(narrow);
    }

    @Test
    void leavesOutWhatMakesNoChange() {
        long plain = hasher.of(Map.of("id", 1, "meta", Map.of("name", "x")));

        assertThat(hasher.of(Map.of("id", 1, "seen", "now", "meta", Map.of("name", "x", "views", 7))))
                .isEqualTo(plain);
        assertThat(hasher.of(Map.of("id", 1, "meta", Map.of("name", "x", "seen", 7))))
                .isNotEqualTo(plain);
    }

    @Test
    void tellsListsAndBytesAndTruthApart() {
        List<Object> values = Arrays.asList(
                null,
                true,
                "true",
                List.of(),
                List.of(1, 2),
                List.of(List.of(1), 2),
                Map.of(),
                new byte[] {1},
                "\u0001",
                Double.NaN);

        assertThat(values.stream().map(hasher::of)).doesNotHaveDuplicates();
    }

    @Test
    void tellsTextsApartByWhereOneEnds() {
        assertThat(hasher.ofTexts(List.of("ab", "c"))).isNotEqualTo(hasher.ofTexts(List.of("a", "bc")));
    }
}
