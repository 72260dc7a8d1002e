package dev.millrace.transforms;

import dev.millrace.testkit.ComponentArchiveContract;
import java.util.Map;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

class ComponentArchiveIT extends ComponentArchiveContract {
    ComponentArchiveIT() {
        super(Map.of(
                Transformation.class, InstalledPlugins.written(Transformation.class),
                Predicate.class, InstalledPlugins.written(Predicate.class)));
    }
}
