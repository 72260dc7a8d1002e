package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several paths walked at once lead where each leads alone. */
class PathSetTest {

    static Stream<PathSpec> structs() {
        return PathSpec.all().filter(PathSpec::isStruct);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void leadsWhereThePathLeadsAlone(PathSpec spec) {
        FieldPath path = FieldPath.parse(spec.path());
        Object value = spec.struct().value();
        List<@Nullable Object> found = new ArrayList<>();

        walk(PathSet.of(List.of(path)), value, found);

        assertThat(found).containsExactlyInAnyOrderElementsOf(path.findAll(value));
    }

    private static void walk(PathSet set, @Nullable Object value, List<@Nullable Object> found) {
        set.here().forEach(path -> found.add(value));
        if (set.isEmpty()) {
            return;
        }
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                walk(set.name(field.name()), struct.getWithoutDefault(field.name()), found);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> walk(set.name(String.valueOf(key)), entry, found));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(set.element(i, list.size()), list.get(i), found);
            }
        }
    }

    @Test
    void tellsWhichPathsEndAtAPlace() {
        PathSet begin = PathSet.of(Stream.of("a.b", "a.*", "**.b", "a", "c[0]")
                .map(FieldPath::parse)
                .toList());

        assertThat(begin.here()).isEmpty();
        assertThat(begin.names()).containsExactly("a", "b", "c");
        assertThat(begin.takesAnyName()).isTrue();
        assertThat(begin.name("a").here()).containsExactly(3);
        assertThat(begin.name("a").name("b").here()).containsExactly(0, 1, 2);
        assertThat(begin.name("a").name("x").here()).containsExactly(1);
        assertThat(begin.name("c").element(0, 2).here()).containsExactly(4);
        assertThat(begin.name("c").element(1, 2).here()).isEmpty();
    }

    @Test
    void tellsWhichPathsLeadNowhereWithoutAName() {
        PathSet begin = PathSet.of(Stream.of("a.b", "a.*", "**.b", "a[1]", "*.b")
                .map(FieldPath::parse)
                .toList());

        assertThat(begin.strictly("a")).containsExactly(0, 1, 3);
        assertThat(begin.name("a").strictly("b")).containsExactly(0);
        assertThat(begin.name("a").strictNames()).containsExactly(0, 1);
        assertThat(begin.name("a").strictElements()).containsExactly(3);
        assertThat(begin.name("a").strictlyBeyond(1)).containsExactly(3);
        assertThat(begin.name("a").strictlyBeyond(2)).isEmpty();
    }

    @Test
    void isTheSameInstanceWhereItIsEqual() {
        PathSet begin = PathSet.of(List.of(FieldPath.parse("**.x")));

        assertThat(begin.name("a").name("b")).isSameAs(begin.name("c"));
        assertThat(begin.name("a").anyElement()).isSameAs(begin.name("a"));
        assertThat(begin.name("x").here()).containsExactly(0);
    }
}
