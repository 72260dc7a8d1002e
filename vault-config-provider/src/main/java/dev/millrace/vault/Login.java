package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;

/** A way to come by a token. */
sealed interface Login permits GivenToken, AppRole, Kubernetes {

    /**
     * Gets one.
     *
     * @throws ConnectorFailure when the store refuses, or can't be asked
     */
    VaultToken enter(VaultApi api);

    /** Whether there is another one by now, whatever the store says. */
    boolean isOutdated(VaultToken token);

    /** Names it in messages: no secret. */
    String shown();
}
