package dev.millrace.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service files name every transform and predicate, so that a worker finds all of them (KIP-898). */
class ServicesTest {

    @ParameterizedTest
    @ValueSource(classes = {Transformation.class, Predicate.class})
    void nameWhatTheModuleBringsAndNothingElse(Class<?> kind) {
        List<String> found = InstalledPlugins.found(kind).stream()
                .map(plugin -> plugin.getClass().getName())
                .toList();

        assertThat(found).isNotEmpty().isEqualTo(InstalledPlugins.written(kind));
    }
}
