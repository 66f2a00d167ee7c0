// What the user has set, in the shape that the server reads.
'use strict';

function settings(vscode) {
  const configuration = vscode.workspace.getConfiguration('cmklint');
  return {
    select: configuration.get('select') || [],
    ignore: configuration.get('ignore') || [],
    against: configuration.get('against') || '',
  };
}

module.exports = { settings };
