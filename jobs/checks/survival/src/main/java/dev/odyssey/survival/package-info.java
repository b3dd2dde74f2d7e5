/**
 * Survival runs: the suite on a platform of its own whose parts are killed while events come in,
 * and what comes out of it compared with a backtest of the same events.
 *
 * <pre>
 *   seed --+--> {@link dev.odyssey.survival.Market}: events ---+--> backtest --> {@link dev.odyssey.survival.Expectation} --.
 *          |                                                   |                                                            +--> {@link dev.odyssey.survival.Verdict}
 *          |                                                   '--> {@link dev.odyssey.survival.Feed} --> {@link dev.odyssey.survival.Platform} --> {@link dev.odyssey.survival.Seen} --'
 *          '--> {@link dev.odyssey.survival.Plan}: blows ------------------------------------'
 * </pre>
 */
package dev.odyssey.survival;
