package dev.millrace.ops.map;

import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.watch.FlowView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Connectors that topics join, in columns: partners, sources, topics, sinks, partners. A column is in an order that lets few
 * lines cross.
 *
 * @param senders partners of the sources
 * @param receivers partners of the sinks
 * @param lines from each column to the next, four lists
 */
public record Picture(
        List<String> senders,
        List<ConnectorNode> sources,
        List<String> topics,
        List<ConnectorNode> sinks,
        List<String> receivers,
        List<List<Line>> lines) {

    /** Of connectors that belong together, at least one. */
    static Picture of(List<FlowView> flows) {
        List<ConnectorNode> sources = nodes(flows.stream().filter(FlowView::source));
        List<ConnectorNode> sinks = nodes(flows.stream().filter(flow -> !flow.source()));
        List<String> topics = sorted(
                flows.stream().flatMap(flow -> flow.topics().stream()),
                topic -> middle(sources, topic),
                topic -> middle(sinks, topic));
        List<ConnectorNode> ordered = new ArrayList<>(sinks);
        ordered.sort(Comparator.comparingDouble(sink -> sink.flow().topics().stream()
                .mapToInt(topics::indexOf)
                .average()
                .orElse(topics.size())));
        List<String> senders = partners(sources);
        List<String> receivers = partners(ordered);
        return new Picture(
                senders,
                sources,
                topics,
                List.copyOf(ordered),
                receivers,
                lines(senders, sources, topics, ordered, receivers));
    }

    /** The connectors, sources first. */
    public List<ConnectorNode> connectors() {
        return Stream.concat(sources.stream(), sinks.stream()).toList();
    }

    /** What people call it: the names of the registry, else its topics, else its connectors. */
    public String title() {
        List<String> registered = entries(Flow::name);
        if (!registered.isEmpty()) {
            return shortened(registered);
        }
        return shortened(
                topics.isEmpty()
                        ? connectors().stream().map(node -> node.flow().name()).toList()
                        : topics);
    }

    /** The teams that own it, by the registry; empty where none does. */
    public String owners() {
        return String.join(", ", entries(Flow::owner));
    }

    /** How bad its worst connector is; 0 is failed. */
    int rank() {
        return connectors().stream().mapToInt(ConnectorNode::rank).min().orElse(3);
    }

    private List<String> entries(Function<Flow, String> text) {
        return connectors().stream()
                .flatMap(node -> node.flow().registered().stream())
                .map(text)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
    }

    private static String shortened(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
    }

    private static List<ConnectorNode> nodes(Stream<FlowView> flows) {
        return flows.sorted(Comparator.comparing(FlowView::name))
                .map(ConnectorNode::of)
                .toList();
    }

    private static List<String> partners(List<ConnectorNode> connectors) {
        return sorted(
                connectors.stream().map(node -> node.flow().partner()).filter(partner -> !partner.isEmpty()),
                partner -> average(connectors, node -> node.flow().partner().equals(partner)),
                partner -> 0);
    }

    private static List<String> sorted(
            Stream<String> names, ToDoubleFunction<String> first, ToDoubleFunction<String> second) {
        return names.distinct()
                .sorted(Comparator.comparingDouble(first)
                        .thenComparingDouble(second)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static double middle(List<ConnectorNode> connectors, String topic) {
        return average(connectors, node -> node.flow().topics().contains(topic));
    }

    private static double average(List<ConnectorNode> connectors, Predicate<ConnectorNode> wanted) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < connectors.size(); i++) {
            if (wanted.test(connectors.get(i))) {
                sum += i;
                found++;
            }
        }
        return found == 0 ? connectors.size() : sum / found;
    }

    private static List<List<Line>> lines(
            List<String> senders,
            List<ConnectorNode> sources,
            List<String> topics,
            List<ConnectorNode> sinks,
            List<String> receivers) {
        List<List<Line>> lines = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, Integer> rows = rows(topics);
        Map<String, Integer> from = rows(senders);
        Map<String, Integer> to = rows(receivers);
        for (int i = 0; i < sources.size(); i++) {
            ConnectorNode node = sources.get(i);
            Integer sender = from.get(node.flow().partner());
            if (sender != null) {
                lines.get(0).add(Line.between(sender, senders.size(), i, sources.size(), node));
            }
            for (String topic : node.flow().topics()) {
                lines.get(1).add(Line.between(i, sources.size(), rows.getOrDefault(topic, 0), topics.size(), node));
            }
        }
        for (int i = 0; i < sinks.size(); i++) {
            ConnectorNode node = sinks.get(i);
            for (String topic : node.flow().topics()) {
                lines.get(2).add(Line.between(rows.getOrDefault(topic, 0), topics.size(), i, sinks.size(), node));
            }
            Integer receiver = to.get(node.flow().partner());
            if (receiver != null) {
                lines.get(3).add(Line.between(i, sinks.size(), receiver, receivers.size(), node));
            }
        }
        return lines;
    }

    private static Map<String, Integer> rows(List<String> names) {
        Map<String, Integer> rows = new HashMap<>();
        names.forEach(name -> rows.put(name, rows.size()));
        return rows;
    }
}
