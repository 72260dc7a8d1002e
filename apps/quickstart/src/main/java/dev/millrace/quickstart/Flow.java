package dev.millrace.quickstart;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One way through Kafka: a source, its topic, and the sink that delivers what is in it.
 *
 * @param name the connectors' names with an arrow
 * @param topic what the source writes and the sink reads
 * @param asideTopics where records go that can't be read or delivered
 * @param path the path of the receiver's URL that the sink sends to; up to and with a slash when each record has its own
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
                if (!source.isSink() && sink.isSink()) {
                    source.topics().stream()
                            .filter(sink.topics()::contains)
                            .map(topic -> join(source, sink, topic))
                            .forEach(flows::add);
                }
            }
        }
        return List.copyOf(flows);
    }

    /** Which ids of the sample must arrive. */
    List<String> expected(Sample sample) {
        if (topic.contains("customers")) {
            return sample.customers();
        }
        return path.endsWith("/") ? sample.numbers() : sample.ids();
    }

    private static Flow join(Example source, Example sink, String topic) {
        List<String> aside = new ArrayList<>();
        source.setting("malformed.topic").ifPresent(aside::add);
        source.setting("rejected.topic").ifPresent(aside::add);
        sink.setting("errors.deadletterqueue.topic.name").ifPresent(aside::add);
        String url = sink.setting("http.url")
                .orElse("")
                .replace("${env:" + Stage.RECEIVER_URL + "}", "http://receiver")
                .replace("{topic}", topic);
        int template = url.indexOf('{');
        String path =
                URI.create(template < 0 ? url : url.substring(0, template)).getPath();
        String several = source.topics().size() > 1 ? " (" + topic + ")" : "";
        return new Flow(source.name() + " -> " + sink.name() + several, topic, aside, path);
    }
}
