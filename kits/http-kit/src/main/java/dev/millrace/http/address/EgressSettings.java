package dev.millrace.http.address;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where requests may go.
 *
 * @param allow empty for anywhere
 * @param deny nowhere here, whatever is allowed
 */
public record EgressSettings(List<HostRule> allow, List<HostRule> deny) {

    public static final String ALLOW = "http.egress.allow";
    public static final String DENY = "http.egress.deny";

    public EgressSettings {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Egress")
                .list(
                        ALLOW,
                        "",
                        "The only hosts that requests may go to, each as a name, as *.domain, as an IP address or as a range"
                                + " such as 10.0.0.0/8; the address that a name has at the time of the connection counts."
                                + " Empty, requests may go anywhere, but not to private, loopback, link-local and metadata"
                                + " addresses when a record decides the host: set it then, and name a private host by its"
                                + " whole name or its range, a loopback or link-local one by its range alone.")
                .list(
                        DENY,
                        "",
                        "Hosts that no request may go to, in the same forms, whatever http.egress.allow says. Set it to keep"
                                + " requests out of a part of your network.");
    }

    /** Anywhere. */
    public static EgressSettings standard() {
        return new EgressSettings(List.of(), List.of());
    }

    /** Reads what {@link #validate} has no problem with. */
    public static EgressSettings from(AbstractConfig config) {
        return new EgressSettings(rules(config.getList(ALLOW)), rules(config.getList(DENY)));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        check(config, ALLOW, problems);
        check(config, DENY, problems);
    }

    private static void check(AbstractConfig config, String key, Problems problems) {
        for (String rule : config.getList(key)) {
            try {
                HostRule unused = HostRule.parse(rule);
            } catch (IllegalArgumentException wrong) {
                problems.report(key, "holds a rule that is none: " + wrong.getMessage());
            }
        }
    }

    private static List<HostRule> rules(List<String> texts) {
        return texts.stream().map(HostRule::parse).toList();
    }
}
