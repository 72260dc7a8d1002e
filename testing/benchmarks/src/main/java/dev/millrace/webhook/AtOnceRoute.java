package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.webhook.listener.Route;
import dev.millrace.webhook.listener.RouteAddress;
import dev.millrace.webhook.listener.RouteLimits;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Verifies a request and answers it. Thread-safe. */
final class AtOnceRoute implements Route, AutoCloseable {

    private static final Room BOUNDLESS = new Room() {
        @Override
        public boolean grow(long bytes) {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }
    };

    private final WebhookSettings settings;
    private final WebhookProvider provider;
    private final Answers answers;

    AtOnceRoute(WebhookSettings settings, WebhookProvider provider, Answers answers) {
        this.settings = settings;
        this.provider = provider;
        this.answers = answers;
    }

    @Override
    public String connector() {
        return settings.connector();
    }

    @Override
    public RouteAddress address() {
        return settings.route().address();
    }

    @Override
    public RouteLimits limits() {
        return settings.route().limits();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Admission admit(long bytes) {
        return new Admission.Admitted(BOUNDLESS);
    }

    @Override
    public CompletionStage<HttpAnswer> receive(ReceivedRequest request, Room room) {
        return provider.admit(request, request.receivedAt())
                .thenApply(admission -> admission instanceof WebhookProvider.Admission.Event
                        ? answers.accepted(request.id(), Optional.empty())
                        : answers.refused(request.id()));
    }

    @Override
    public void close() {
        provider.close();
    }
}
