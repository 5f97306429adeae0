// Scene: what every browser test file needs: one stand and one browser for the file, and a quiet console in each test.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { startStand } from '../support/stand.mjs';
import { newVisitor, openBrowser } from './browser.mjs';

/**
 * The scene's `stand` and `browser` are there once tests run. `visit(options)` brings in a person, who leaves after the
 * test; their browser must have had nothing to complain about.
 */
export function setScene({ demoAccount = false, app = false, ...options } = {}) {
    const scene = {};
    let visitors = [];
    before(async () => {
        scene.stand = await startStand(options);
        if (demoAccount) await scene.stand.addDemoAccount();
        if (app) await scene.stand.addAppClient();
        scene.browser = await openBrowser();
    });
    scene.visit = async (visitor) => {
        visitors.push(await newVisitor(scene.browser, visitor));
        return visitors.at(-1);
    };
    afterEach(async () => {
        const problems = visitors.flatMap((visitor) => visitor.problems);
        await Promise.all(visitors.map((visitor) => visitor.close()));
        visitors = [];
        assert.deepEqual(problems, []);
        assert.deepEqual(scene.stand.loggedErrors(), []);
    });
    after(async () => {
        await scene.browser?.close();
        await scene.stand?.stop();
    });
    return scene;
}
