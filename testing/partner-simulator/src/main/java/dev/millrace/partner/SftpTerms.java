package dev.millrace.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;

/** On what terms a server takes connections: methods of login, algorithms, forwarding. Thread-safe. */
final class SftpTerms implements KeyboardInteractiveAuthenticator {

    private final SftpLogins logins;
    private volatile List<String> prompts = List.of();
    private volatile List<String> answers = List.of();
    private volatile Optional<String> steps = Optional.empty();
    private volatile List<String> ciphers = List.of();
    private volatile boolean forwarding;

    SftpTerms(SftpLogins logins) {
        this.logins = logins;
    }

    void keyboard(List<String> hiddenPrompts, List<String> expected) {
        prompts = List.copyOf(hiddenPrompts);
        answers = List.copyOf(expected);
    }

    void steps(String methods) {
        steps = Optional.of(methods);
    }

    void ciphers(List<String> names) {
        ciphers = List.copyOf(names);
    }

    void forwarding(boolean on) {
        forwarding = on;
    }

    /** Holds for sessions that begin from now on. */
    void apply(SshServer server) {
        List<UserAuthFactory> methods = new ArrayList<>();
        methods.add(UserAuthPublicKeyFactory.INSTANCE);
        if (prompts.isEmpty() || steps.isPresent()) {
            methods.add(UserAuthPasswordFactory.INSTANCE);
        }
        if (!prompts.isEmpty()) {
            methods.add(UserAuthKeyboardInteractiveFactory.INSTANCE);
        }
        server.setUserAuthFactories(methods);
        server.setKeyboardInteractiveAuthenticator(this);
        steps.ifPresent(methodsInSteps -> CoreModuleProperties.AUTH_METHODS.set(server, methodsInSteps));
        if (!ciphers.isEmpty()) {
            server.setCipherFactoriesNames(ciphers);
        }
        server.setForwardingFilter(
                forwarding ? AcceptAllForwardingFilter.INSTANCE : RejectAllForwardingFilter.INSTANCE);
    }

    @Override
    public InteractiveChallenge generateChallenge(
            ServerSession session, String user, String language, String submethods) {
        InteractiveChallenge challenge = new InteractiveChallenge();
        challenge.setInteractionName("partner");
        challenge.setInteractionInstruction("");
        challenge.setLanguageTag("");
        prompts.forEach(prompt -> challenge.addPrompt(prompt, false));
        return challenge;
    }

    @Override
    public boolean authenticate(ServerSession session, String user, List<String> given) {
        return logins.authenticate(user, given.equals(answers));
    }
}
