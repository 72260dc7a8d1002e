package dev.millrace.http.signature;

import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which handshakes belong to which provider, and their options. */
final class Handshakes {

    /** The presets whose senders ask by OPTIONS. */
    static final Set<String> CLOUD_EVENTS = Set.of("cloudevents", "azure-event-grid");

    private static final List<String> EVENT_GRID = List.of("eventgrid.azure.net");

    private Handshakes() {}

    static void define(ConfigDef definition) {
        HandshakeSettings.define(definition);
    }

    static void validate(AbstractConfig config, Problems problems) {
        HandshakeSettings.validate(preset(config), config, problems);
    }

    /** The handshakes of a preset, in the order in which they are tried. */
    static List<Handshake> of(String preset, AbstractConfig config) {
        HandshakeSettings settings = HandshakeSettings.from(config);
        return switch (preset) {
            case "slack" -> List.of(new SlackHandshake());
            case "zoom" -> List.of(new ZoomHandshake());
            case "meta" -> List.of(new MetaHandshake(settings.verifyToken()));
            case "msgraph" -> List.of(new GraphHandshake(), new GraphLifecycleHandshake());
            case "dropbox" -> List.of(new DropboxHandshake());
            case "cloudevents" -> List.of(new CloudEventsHandshake(settings.origins(), settings.ratePerMinute()));
            case "azure-event-grid" ->
                List.of(
                        new CloudEventsHandshake(
                                settings.origins().isEmpty() ? EVENT_GRID : settings.origins(),
                                settings.ratePerMinute()),
                        new EventGridHandshake());
            case "discord" -> List.of(new DiscordHandshake());
            case "aws-sns" -> List.of(new SnsHandshake(Set.copyOf(config.getList(VerifySettings.TOPICS))));
            case "x" -> List.of(new XHandshake());
            case "github" -> List.of(new GithubHandshake());
            case "intercom" -> List.of(new IntercomHandshake(), new IntercomHeadHandshake());
            case "bitbucket" -> List.of(new BitbucketHandshake(), new BitbucketUnsignedHandshake());
            default -> List.of();
        };
    }

    /** The methods besides POST that a provider's handshakes use, in capitals. */
    static Set<String> methods(String preset) {
        return switch (preset) {
            case "meta", "dropbox", "x" -> Set.of("GET");
            case "cloudevents", "azure-event-grid" -> Set.of("OPTIONS");
            case "intercom" -> Set.of("HEAD");
            default -> Set.of();
        };
    }

    private static String preset(AbstractConfig config) {
        Object preset = config.values().get("webhook.verify");
        return preset == null ? "" : preset.toString().toLowerCase(Locale.ROOT);
    }
}
