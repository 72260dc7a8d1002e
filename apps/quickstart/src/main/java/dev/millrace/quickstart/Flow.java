package dev.millrace.quickstart;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way through Kafka: a source, its topic, and the sink that delivers what is in it.
 *
 * @param name the connectors' names with an arrow
 * @param topic what the source writes and the sink reads
 * @param asideTopics where records go that can't be read or delivered
 * @param path the path of the receiver's URL that the sink sends to
 */
record Flow(String name, String topic, List<String> asideTopics, String path) {
    Flow {
        asideTopics = List.copyOf(asideTopics);
    }

    /** Joins the sources and the sinks among the examples by their topics. */
    static List<Flow> of(List<Example> examples) {
        List<Flow> flows = new ArrayList<>();
        for (Example source : examples) {
            for (Example sink : examples) {
                if (!source.isSink()
                        && sink.isSink()
                        && topicsOf(sink).contains(source.setting("topic").orElse(""))) {
                    flows.add(join(source, sink));
                }
            }
        }
        return List.copyOf(flows);
    }

    private static Flow join(Example source, Example sink) {
        List<String> aside = new ArrayList<>();
        source.setting("malformed.topic").ifPresent(aside::add);
        source.setting("rejected.topic").ifPresent(aside::add);
        sink.setting("errors.deadletterqueue.topic.name").ifPresent(aside::add);
        String url =
                sink.setting("http.url").orElse("").replace("${env:" + Stage.RECEIVER_URL + "}", "http://receiver");
        return new Flow(
                source.name() + " -> " + sink.name(),
                source.setting("topic").orElseThrow(),
                aside,
                URI.create(url).getPath());
    }

    private static List<String> topicsOf(Example sink) {
        return Arrays.stream(sink.setting("topics").orElse("").split(","))
                .map(String::trim)
                .toList();
    }
}
