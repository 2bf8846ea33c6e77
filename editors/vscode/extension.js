'use strict';

const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = async () => {
  const settings = workspace.getConfiguration('aqua');
  client = new LanguageClient(
    'aqua',
    'Aqua',
    { command: settings.get('server'), args: ['aqua', 'lsp'] },
    {
      documentSelector: [{ language: 'aqua', scheme: 'file' }],
      initializationOptions: { imports: settings.get('imports') },
      synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.aqua') },
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
