package dev.millrace.ops.watch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The figures of all workers at one moment, by connector.
 *
 * @param troubles a sentence for each address that gave none; empty when all did, and when none was named
 * @param asked whether any address was named
 */
public record Figures(Map<String, List<Figure>> byConnector, List<String> troubles, boolean asked) {

    /** Where no address of figures was named. */
    public static final Figures NONE = new Figures(Map.of(), List.of(), false);

    public Figures {
        byConnector = Map.copyOf(byConnector);
        troubles = List.copyOf(troubles);
    }

    public static Figures of(Collection<Figure> figures, List<String> troubles) {
        return new Figures(
                figures.stream()
                        .filter(figure -> figure.label("connector").isPresent())
                        .collect(Collectors.groupingBy(
                                figure -> figure.label("connector").orElseThrow())),
                troubles,
                true);
    }

    /** All figures of a connector. */
    public List<Figure> of(String connector) {
        return byConnector.getOrDefault(connector, List.of());
    }

    /** The sum over tasks and routes; empty when no worker has the figure. */
    public OptionalDouble sum(String connector, String name) {
        List<Figure> found = named(connector, name);
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values(found).sum());
    }

    /** The largest over tasks and routes. */
    public OptionalDouble max(String connector, String name) {
        return values(named(connector, name)).max();
    }

    private List<Figure> named(String connector, String name) {
        return of(connector).stream()
                .filter(figure -> figure.name().equals(name))
                .toList();
    }

    private static DoubleStream values(List<Figure> figures) {
        return figures.stream().mapToDouble(Figure::value);
    }
}
